import { afterAll } from 'vitest';
import { createMemoryStore } from '../fakes/memory-store.fake.ts';
import { aFolder, openIn, removeFolders } from '../builders/sqlite.builder.ts';
import { storeSuite } from '../suites/store.suite.ts';

afterAll(removeFolders);

storeSuite('sqlite (sqlcipher)', () => openIn(aFolder()));
storeSuite('sqlite (aegis)', () => openIn(aFolder(), { cipher: 'aegis' }));
storeSuite('memory', () => createMemoryStore());
