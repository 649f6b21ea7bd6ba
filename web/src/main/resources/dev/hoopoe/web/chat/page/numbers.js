/** Numbers as tables write them. */
const NUMBER = /^-?[\d,]*\.?\d+(?:e-?\d+)?%?$/i;

export const isNumber = (text) => NUMBER.test(text);

export const numberOf = (text) => Number(text.replace(/[,%]/g, ''));
