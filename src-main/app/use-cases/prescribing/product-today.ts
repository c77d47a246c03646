import { productOfPackage } from '../../../../shared/domain/prescribing/product-of-package.ts';
import { type PrescribedProduct } from '../../../../shared/domain/prescribing/product.ts';
import { type Environment } from '../../environment.ts';

/** The medicine as today's database has it; null where it is gone or another one stands under its number. */
export function productToday(env: Environment, product: PrescribedProduct): PrescribedProduct | null {
  const releaseId = env.catalogue().release().id;
  if (product.kind !== '1') return { ...product, databaseVersion: releaseId };
  const now = env.catalogue().byVnr(product.vnr);
  return now === null || now.atc !== product.atc || !now.marketed ? null : productOfPackage(now, releaseId);
}
