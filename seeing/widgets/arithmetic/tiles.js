/* Which numbers the programs of a tiled convolution read, round by round. Arithmetic only.

   A program computes `tile` places of the output, counted row by row, for all maps; in each round
   it reads one number of the window for each of its places, and one weight for each map. */

export function tileShape({ height, width, channels, kernelHeight, kernelWidth, maps, tile }) {
  const rows = height - kernelHeight + 1;
  const columns = width - kernelWidth + 1;
  const places = rows * columns;
  const window = channels * kernelHeight * kernelWidth;
  const programs = Math.ceil(places / tile);
  return {
    rows,
    columns,
    places,
    window,
    programs,
    rounds: programs * window,
    read: window * (places + programs * maps), // no place is read for beyond the output
    once: channels * height * width + maps * window,
  };
}

/* One round: number k of the window, where it lies, and the pixel of each place that exists. */
export function roundAt(layer, position) {
  const { columns, places, window } = tileShape(layer);
  const program = Math.floor(position / window);
  const k = position % window;
  const taps = layer.kernelHeight * layer.kernelWidth;
  const [channel, row, column] = [
    Math.floor(k / taps),
    Math.floor(k / layer.kernelWidth) % layer.kernelHeight,
    k % layer.kernelWidth,
  ];
  const first = program * layer.tile;
  const mine = Array.from({ length: Math.min(layer.tile, places - first) }, (_, i) => first + i);
  const pixels = mine.map((place) => ({
    row: Math.floor(place / columns) + row,
    column: (place % columns) + column,
  }));
  return {
    program,
    k,
    channel,
    row,
    column,
    places: mine,
    pixels,
    masked: layer.tile - mine.length,
  };
}
