import { expect, test } from 'vitest';
import {
  nameAndStrength,
  strengthAndForm,
  strengthOf,
  unitWord,
  withStrength,
} from '../../src-renderer/i18n/product-words.ts';
import { aTradeProduct } from '../builders/document.builder.ts';

test('a strength has the decimal mark of the reader', () => {
  const product = { ...aTradeProduct, strength: '0.1 mg/annos' };
  expect(strengthOf(product, 'fi')).toBe('0,1\u00a0mg/annos');
  expect(strengthOf(product, 'sv')).toBe('0,1\u00a0mg/annos');
  expect(strengthOf(product, 'en')).toBe('0.1\u00a0mg/annos');
  expect(strengthAndForm(product, 'sv')).toBe(`0,1\u00a0mg/annos ${product.form.sv}`);
  expect(nameAndStrength(product, 'fi')).toMatch(/ 0,1\u00a0mg\/annos$/);
  expect(strengthAndForm({ ...product, strength: '' }, 'fi')).toBe(product.form.fi);
});

test('words around a strength keep their days and identifiers', () => {
  expect(withStrength('Korjaus 22.11.2026: salbutamoli 0.1 mg/annos, 1.2.246.10', 'fi')).toBe(
    'Korjaus 22.11.2026: salbutamoli 0,1\u00a0mg/annos, 1.2.246.10',
  );
});

test('Finnish words for units are told in the language of the reader, all others stand as they are', () => {
  expect(['kpl', 'annos', 'ml', 'fol'].map(unit => unitWord(unit, 'sv'))).toEqual(['st', 'dos', 'ml', 'fol']);
  expect(['kpl', 'annos', 'ml', 'fol'].map(unit => unitWord(unit, 'fi'))).toEqual(['kpl', 'annos', 'ml', 'fol']);
});
