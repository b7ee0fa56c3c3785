// What can be asked: the schema by introspection, reduced to types by name.

const INTROSPECTION = `{
  __schema {
    queryType { name }
    types {
      name kind description
      possibleTypes { name }
      fields {
        name description
        type { ...Ref }
        args { name description type { ...Ref } }
      }
    }
  }
}
fragment Ref on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`;

/** Reads the schema. `ask`: sends a document and gives its data. */
export async function readSchema(ask) {
  const { __schema: schema } = (await ask(INTROSPECTION)).data;
  const types = new Map(schema.types.map((type) => [type.name, withFields(type)]));
  return { query: schema.queryType.name, types };
}

function withFields(type) {
  return { ...type, fields: new Map((type.fields ?? []).map((field) => [field.name, field])) };
}

/** The name at the bottom of a type: `Claim` of `[Claim!]!`. */
export function named(type) {
  return type.ofType ? named(type.ofType) : type.name;
}

/** A type as the schema language writes it. */
export function written(type) {
  if (type.kind === "NON_NULL") return `${written(type.ofType)}!`;
  if (type.kind === "LIST") return `[${written(type.ofType)}]`;
  return type.name;
}
