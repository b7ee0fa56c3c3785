import type { ResultOf, VariablesOf } from "@graphql-typed-document-node/core";
import { Q35Document as Q35OfPreset } from "./generated/client/graphql";
import { Q35Document } from "./generated/documents";

export const variables: VariablesOf<typeof Q35Document> & VariablesOf<typeof Q35OfPreset> = { on: "2019-06-01" };

export function sentences(answer: ResultOf<typeof Q35Document>): string[] {
  return answer.bansInForce?.nodes.map((each) => each.sentence ?? "") ?? [];
}
