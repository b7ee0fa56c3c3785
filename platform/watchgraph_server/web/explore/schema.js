// What can be asked: the schema by introspection, reduced to types by name.

const INTROSPECTION = `{
  __schema {
    queryType { name }
    directives { name description args { ...Given } }
    types {
      name kind description
      possibleTypes { name }
      interfaces { name }
      enumValues { name description }
      inputFields { ...Given }
      fields {
        name description
        type { ...Ref }
        args { ...Given }
      }
    }
  }
}
fragment Given on __InputValue { name description defaultValue type { ...Ref } }
fragment Ref on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`;

/** Reads the schema. `ask`: sends a request and gives its answer. */
export async function readSchema(ask) {
  const { data, errors } = await ask({ query: INTROSPECTION });
  if (!data) throw new Error(errors?.[0]?.message ?? "there is none");
  const { queryType, directives, types } = data.__schema;
  return { query: queryType.name, directives: byName(directives), types: new Map(types.map((type) => [type.name, withMembers(type)])) };
}

function withMembers(type) {
  return { ...type, fields: byName(type.fields), inputFields: byName(type.inputFields) };
}

/** Arguments, fields and the like by their names; none where there are none. */
export function byName(members) {
  return new Map((members ?? []).map((each) => [each.name, each]));
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
