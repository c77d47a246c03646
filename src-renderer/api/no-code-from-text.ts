/**
 * Comes before the contract is loaded: zod would try whether it may compile its decoders with `new Function`, and the page's
 * policy reports every such try.
 */
import { z } from 'zod';

z.config({ jitless: true });
