/**
 * Runs a build as one of the product. A NODE_ENV that was set outside (a test run, a developer's shell) would win over the
 * builder's own, and the pages would carry React's development code with paths of this machine.
 */
export async function forProduction<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}
