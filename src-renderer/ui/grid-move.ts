/** A place in a grid; column -1 is the row as a whole. */
export type GridPlace = Readonly<{ row: number; column: number }>;
type GridSize = Readonly<{ rows: number; columns: number; pageRows: number }>;

/**
 * Where a key leads. Up and Down keep the column; Right enters the cells of the row, Left leaves them again;
 * Home and End are first and last row, or first and last cell once inside a row.
 * @returns null when the key is not a grid key
 */
export function moveInGrid(
  { row, column }: GridPlace,
  key: string,
  { rows, columns, pageRows }: GridSize,
): GridPlace | null {
  const clampRow = (wanted: number) => Math.min(rows - 1, Math.max(0, wanted));
  const isInCells = column >= 0;
  switch (key) {
    case 'ArrowDown':
      return { row: clampRow(row + 1), column };
    case 'ArrowUp':
      return { row: clampRow(row - 1), column };
    case 'PageDown':
      return { row: clampRow(row + pageRows), column };
    case 'PageUp':
      return { row: clampRow(row - pageRows), column };
    case 'Home':
      return isInCells ? { row, column: 0 } : { row: 0, column };
    case 'End':
      return isInCells ? { row, column: columns - 1 } : { row: clampRow(rows - 1), column };
    case 'ArrowRight':
      return { row, column: Math.min(columns - 1, column + 1) };
    case 'ArrowLeft':
      return { row, column: Math.max(-1, column - 1) };
    default:
      return null;
  }
}
