// What a client writes: the types of variables and answer are those of the question.
import type { ResultOf, VariablesOf } from "@graphql-typed-document-node/core";
import { useFragment } from "./generated/client";
import { ComparedFragmentDoc, Q01Document } from "./generated/client/graphql";

export const variables: VariablesOf<typeof Q01Document> = { dataset: "aigs" };

export function verdicts(answer: ResultOf<typeof Q01Document>): string[] {
  // Each field of the answer fails for itself, and is null then: `errors` says why.
  return useFragment(ComparedFragmentDoc, answer.report2019)?.nodes.map((each) => each.verdict) ?? [];
}
