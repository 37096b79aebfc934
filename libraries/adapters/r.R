# R's recommended and Debian's own: multinomial regression by nnet and by glmnet, to convergence.
suppressMessages({
  library(jsonlite)
  library(nnet)
  library(glmnet)
})

questions <- fromJSON(file("stdin"))
fitted <- questions$fit[["three clouds"]]
X <- fitted$X
t <- factor(fitted$t)
l2 <- fitted$l2

by_nnet <- function() {
  model <- multinom(t ~ X, decay = l2, trace = FALSE, maxit = 10000, abstol = 1e-14, reltol = 1e-14)
  theta <- rbind(0, coef(model)) # the first class is the reference
  list(W = unname(t(theta[, -1])), b = unname(theta[, 1]))
}

by_glmnet <- function() {
  model <- glmnet(
    X, t, family = "multinomial", alpha = 0, lambda = l2, standardize = FALSE, thresh = 1e-20, maxit = 1e7
  )
  W <- sapply(coef(model), function(column) as.numeric(column)[-1])
  list(W = unname(W), b = unname(sapply(coef(model), function(column) as.numeric(column)[1])))
}

entry <- function(call, convention, answer) {
  list(question = "fit", call = call, convention = convention, answers = list(`three clouds` = answer))
}

cat(toJSON(
  list(
    entry("nnet::multinom(decay = l2)", "Σ, all squared, no half, class 0 fixed", by_nnet()),
    entry("glmnet(family = 'multinomial', alpha = 0, lambda = l2)", "mean, half, biases free", by_glmnet())
  ),
  auto_unbox = TRUE, digits = 12
))
