// How many parts a text takes, and in which alphabet: the same sum as the carrier's.

const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
);
const DOUBLE = new Set("\f^{}\\[~]|€");

export function parts(text) {
  const letters = [...text];
  const plain = letters.every((letter) => BASIC.has(letter) || DOUBLE.has(letter));
  return plain
    ? split("GSM-7", letters.map((letter) => (DOUBLE.has(letter) ? 2 : 1)), 160, 153)
    : split("UCS-2", letters.map((letter) => letter.length), 70, 67);
}

function split(encoding, sizes, alone, joined) {
  const units = sizes.reduce((sum, size) => sum + size, 0);
  if (units <= alone) return { encoding, units, parts: sizes.length ? 1 : 0, room: alone };
  let count = 1;
  let room = joined;
  for (const size of sizes) { // an escape pair or a surrogate pair is never cut in two
    if (size > room) { count += 1; room = joined; }
    room -= size;
  }
  return { encoding, units, parts: count, room: joined * count };
}
