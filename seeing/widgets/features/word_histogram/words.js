/* What WordHistogram says of its picture. */

/* [which patch is chosen and which is taken, what is displaced and what it cost]; places are [row,
   column]. */
export function placeAndLoss({ row, column }, taken, word, displaced, common) {
  const held = taken ? ` Taken: row ${taken[0]}, column ${taken[1]}.` : "";
  return [
    `Row ${row}, column ${column}: word ${word}.${held}`,
    displaced === 0
      ? "All patches lie in their places."
      : `${displaced} of 64 patches are displaced. In common with the beginning: ` +
        `bag ${common.bag.toFixed(3)}, pyramid ${common.pyramid.toFixed(3)}.`,
  ];
}
