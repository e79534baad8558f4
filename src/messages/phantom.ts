export const noSuchSplit = (split: string): string =>
  `the phantom has no split ${JSON.stringify(split)}; choose test, training or all`;

export const trainingCasesOutOfRange = (cases: number, most: number): string =>
  `${cases} training cases can't be made; ask for a whole number from 10 to ${most}`;

export const otherPhantomInFolder = (folder: string, present: string, wanted: string): string =>
  `${folder} holds another phantom (${present}, wanted ${wanted}); choose another folder or delete this one`;

export const phantomFolderNotWritable = (folder: string, reason: string): string =>
  `the phantom can't be written to ${folder} (${reason}); choose another folder`;
