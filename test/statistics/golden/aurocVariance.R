# Writes aurocVariance.json: what pROC's DeLong variance, and for two models its covariance, come to on average
# over normal scores, and Obuchowski's binormal formula as in its power.roc.test. pROC 1.18.0.
suppressMessages(library(pROC))
set.seed(20261123)
file <- sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))
draws <- 400
quiet <- function(response, predictor) roc(response, predictor, quiet = TRUE, direction = "<")
one <- function(auroc, positives, negatives) {
  response <- rep(0:1, c(negatives, positives))
  found <- replicate(draws, {
    common <- sqrt(0.8) * rnorm(positives + negatives)
    score <- function() common + sqrt(0.2) * rnorm(positives + negatives) + response * sqrt(2) * qnorm(auroc)
    a <- quiet(response, score())
    b <- quiet(response, score())
    va <- var(a, method = "delong")
    vb <- var(b, method = "delong")
    both <- cov(a, b, method = "delong")
    c(va, va + vb - 2 * both, both / sqrt(va * vb))
  })
  mean_of <- rowMeans(found)
  error_of <- apply(found, 1, sd) / sqrt(draws)
  sprintf(paste0(
    '{"auroc": %.3f, "positives": %d, "negatives": %d, "variance": %.10g, "error": %.4g, ',
    '"ofDifference": %.10g, "errorOfDifference": %.4g, "correlation": %.6f, "obuchowski": %.10g}'),
    auroc, positives, negatives, mean_of[1], error_of[1], mean_of[2], error_of[2], mean_of[3],
    pROC:::var.theta.obuchowski(auroc, negatives / positives) / positives)
}
rows <- c(one(0.75, 100, 100), one(0.85, 100, 200), one(0.9, 200, 100), one(0.95, 150, 150))
writeLines(c("[", paste0(" ", rows, c(rep(",", length(rows) - 1), "")), "]"), sub("[.]R$", ".json", file))
