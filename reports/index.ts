export { printHistory } from "./history/printHistory.js";
export { renderHistory } from "./history/renderHistory.js";
export { renderHtml } from "./html/renderHtml.js";
export { renderJunit } from "./junit/renderJunit.js";
export { renderMarkdown } from "./markdown/renderMarkdown.js";
export { type ReportFile, renderReportFiles } from "./reportFiles.js";
