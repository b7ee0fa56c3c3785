# Prints who supplies whom and who says so, page by page. Needs httr and jsonlite.

library(httr)
library(jsonlite)

url <- Sys.getenv("WATCHGRAPH_URL", "http://localhost:8000")
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
document <- paste(readLines(file.path(here, "supplies.graphql"), encoding = "UTF-8"), collapse = "\n")

after <- NULL
repeat {
  asked <- list(query = document, variables = list(first = 50, after = after))
  body <- toJSON(asked, auto_unbox = TRUE, null = "null")
  response <- POST(paste0(url, "/graphql"), content_type_json(), body = body, encode = "raw")
  answer <- fromJSON(content(response, "text", encoding = "UTF-8"), simplifyVector = FALSE)
  if (!is.null(answer$errors)) stop(answer$errors[[1]]$message)
  page <- answer$data$claims
  for (claim in page$nodes) {
    sources <- claim$evidence$nodes
    title <- if (length(sources) > 0) sources[[1]]$source$title else ""
    writeLines(enc2utf8(paste(claim$sentence, "--", title)), useBytes = TRUE)
  }
  if (!page$pageInfo$hasNextPage) break
  after <- page$pageInfo$endCursor
}
