"""The public GraphQL schema: types, resolvers and the loaders behind them."""
