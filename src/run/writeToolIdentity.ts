// npm run prepare: keeps the commit and the lockfile's hash beside the build, for packages made of it.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../packageRoot.js";
import { builtIdentityFile, checkedOut } from "./toolIdentity.js";

const root = packageRoot();
writeFileSync(join(root, builtIdentityFile), `${JSON.stringify(checkedOut(root), null, 2)}\n`);
