# Pointwise bands of sensitivity at fixed specificities by pROC's ci.se, stratified bootstrap.
#
# Quantiles are given where 5000 resamples of ours and 10000 of pROC's should lie between: the tail 0.025
# is moved by four Monte-Carlo standard errors, 4 * sqrt(p(1-p)/5000 + p(1-p)/10000).
#
# Run: Rscript curveBands.R > curveBands.json; python3 curveBands.py
suppressMessages(library(pROC))
set.seed(20)
p <- 0.025
slack <- 4 * sqrt(p * (1 - p) * (1 / 5000 + 1 / 10000))
fpr <- seq(0, 1, 0.05)
numbers <- function(x) paste0("[", paste(format(x, digits = 15, trim = TRUE), collapse = ","), "]")
sets <- lapply(c(3, 1), function(digits) {
  labels <- rep(c(1, 0), c(40, 60))
  scores <- round(pnorm(c(rnorm(40, 0.7), rnorm(60, -0.5))), digits)
  curve <- roc(labels, scores, direction = "<", levels = c(0, 1), quiet = TRUE)
  bounds <- function(tail) {
    set.seed(7)
    ci.se(curve, specificities = 1 - fpr, conf.level = 1 - 2 * tail, boot.n = 10000, boot.stratified = TRUE,
          progress = "none")
  }
  outer <- bounds(p - slack)
  inner <- bounds(p + slack)
  paste0('{"scores":', numbers(scores), ',"labels":', numbers(labels), ',"tails":', numbers(c(p - slack, p + slack)),
         ',"fpr":', numbers(fpr), ',"lower":{"least":', numbers(outer[, 1]), ',"most":', numbers(inner[, 1]),
         '},"upper":{"least":', numbers(inner[, 3]), ',"most":', numbers(outer[, 3]), '}}')
})
cat(paste0("[", paste(sets, collapse = ",\n"), "]\n"))
