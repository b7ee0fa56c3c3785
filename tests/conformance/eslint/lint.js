// Prints every finding of the recommended rules for schemas and of Relay's, as JSON.
import graphql from "@graphql-eslint/eslint-plugin";
import { ESLint } from "eslint";

const linter = new ESLint({
  overrideConfigFile: true,
  overrideConfig: {
    files: ["**/*.graphql"],
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: "schema.graphql" } },
    },
    plugins: { "@graphql-eslint": graphql },
    rules: {
      ...graphql.configs["flat/schema-recommended"].rules,
      ...graphql.configs["flat/schema-relay"].rules,
      // As it comes, this rule forbids any list that is no connection: authors, languages, hops of a path.
      "@graphql-eslint/relay-edge-types": ["error", { listTypeCanWrapOnlyEdgeType: false }],
    },
  },
});

const [result] = await linter.lintFiles(["schema.graphql"]);
const rules = Object.keys((await linter.calculateConfigForFile("schema.graphql")).rules);
const found = result.messages.map(({ ruleId, line, message }) => ({ rule: ruleId, line, message }));
console.log(JSON.stringify({ rules, found }));
