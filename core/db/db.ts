// The shape of the database as every room sees it. `pool.ts` opens it; functions take `db` first and work the same inside a transaction.

export interface Rows<R> {
  rows: R[]
  rowCount: number
}

/** Anything that runs SQL: the pool, or one transaction. A statement given values, if only an empty list of them, is parsed and planned once a connection. */
export interface Db {
  query<R = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Rows<R>>
}

export interface Database extends Db {
  kind: 'pglite' | 'postgres'
  /** Runs `work` in one transaction: commits when it resolves, rolls back when it throws. Never hold one across the network. */
  transaction<T>(work: (tx: Db) => Promise<T>): Promise<T>
  close(): Promise<void>
}
