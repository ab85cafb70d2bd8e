// Small systems of linear equations, as the steps of Newton's method ask for.

/** The x of matrix · x = right, in the place of both. Gaussian elimination: the matrix is positive definite, so no row needs to be exchanged. */
export function solve(matrix: number[][], right: number[]): number[] {
  const size = right.length
  for (let pivot = 0; pivot < size; pivot++) {
    for (let row = pivot + 1; row < size; row++) {
      const factor = matrix[row]![pivot]! / matrix[pivot]![pivot]!
      for (let column = pivot; column < size; column++) matrix[row]![column]! -= factor * matrix[pivot]![column]!
      right[row]! -= factor * right[pivot]!
    }
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let column = row + 1; column < size; column++) right[row]! -= matrix[row]![column]! * right[column]!
    right[row]! /= matrix[row]![row]!
  }
  return right
}
