export type Point = readonly [number, number];

/**
 * Moves marks that would lie on each other apart, as little as needed, within
 * a picture. Which way they go follows from their order, so the same picture
 * comes out each time.
 *
 * @param gap least distance between two marks, in pixels
 */
export function pushApart(
  points: readonly Point[],
  gap: number,
  frame: { readonly width: number; readonly height: number },
): readonly Point[] {
  const moved = points.map(([x, y]): [number, number] => [x, y]);
  for (let round = 0; round < 80; round++) {
    let quiet = true;
    moved.forEach((one, i) => {
      for (const other of moved.slice(i + 1)) quiet = !separate(one, other, gap, i) && quiet;
      one[0] = Math.min(Math.max(one[0], gap / 2), frame.width - gap / 2);
      one[1] = Math.min(Math.max(one[1], gap / 2), frame.height - gap / 2);
    });
    if (quiet) break;
  }
  return moved;
}

function separate(one: [number, number], other: [number, number], gap: number, order: number): boolean {
  let x = other[0] - one[0];
  let y = other[1] - one[1];
  let distance = Math.hypot(x, y);
  if (distance >= gap - 0.01) return false;
  if (distance < 0.01) {
    [x, y] = [Math.cos(order + 1), Math.sin(order + 1)];
    distance = 1;
  }
  const push = (gap - Math.min(distance, gap)) / 2 / distance;
  one[0] -= x * push;
  one[1] -= y * push;
  other[0] += x * push;
  other[1] += y * push;
  return true;
}
