/** Import rules: an import is a claim about who knows whom. `test/arch` runs them; a new folder needs a new rule. */
const only = (name, from, ...to) => ({ name, severity: 'error', from: { path: from }, to: { pathNot: to } });
const owner = (pkg, ...homes) => ({
  name: `${pkg}-has-one-home`,
  severity: 'error',
  from: { pathNot: [...homes, '^test/'] },
  to: { path: `(^|node_modules/)${pkg}(/|$)` },
});
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolved',
      severity: 'error',
      // Other stores are installed by their bench, when it runs.
      from: { pathNot: '^test/bench/rivals/' },
      to: { couldNotResolve: true, pathNot: '[.](css|svg|woff2)' },
    },
    only('kernel', '^shared/kernel/', '^shared/kernel/'),
    only('codes', '^shared/codes/', '^shared/(kernel|codes)/'),
    only('domain', '^shared/domain/', '^shared/(kernel|codes|domain)/'),
    only('contract', '^shared/contract/', '^shared/', 'node_modules/zod/'),
    only('app-core', '^src-main/app/', '^src-main/app/', '^shared/'),
    only('wire', '^src-main/wire/(?!xml/)', '^src-main/wire/', '^shared/', 'node_modules/@types/fhir/'),
    only('wire-xml', '^src-main/wire/xml/', '^src-main/wire/xml/', '^shared/kernel/', 'node_modules/libxml2-wasm/'),
    only('rpc', '^src-main/rpc/', '^src-main/rpc/', '^shared/', 'node_modules/zod/', '^(fs|path)$'),
    {
      name: 'adapters-are-islands',
      severity: 'error',
      from: { path: '^src-main/adapters/([^/]+)/' },
      to: { path: '^src-(main|renderer)/', pathNot: '^src-main/(app/ports|wire|adapters/$1)/' },
    },
    {
      name: 'simulator-is-a-second-opinion',
      severity: 'error',
      from: { path: '^src-main/simulator/' },
      to: { path: '^(src-|shared/)', pathNot: ['^src-main/(simulator|wire/xml)/', '^shared/(kernel|codes)/'] },
    },
    {
      name: 'shells-are-thin',
      severity: 'error',
      from: { path: '^src-main/(electron|node)/' },
      to: { path: '^src-', pathNot: ['^src-main/$1/', '^src-main/rpc/', '^src-main/compose[.]ts$'] },
    },
    {
      name: 'cli-is-a-shell',
      severity: 'error',
      from: { path: '^src-main/cli/' },
      to: {
        path: '^src-',
        pathNot: [
          '^src-main/(cli|node|simulator|wire|adapters/(card|covid|kanta|knowledge|sqlite|system))/',
          '^src-main/app/(ports|use-cases/(queue|readiness))/',
          '^src-main/compose[.]ts$',
        ],
      },
    },
    {
      name: 'nobody-imports-compose',
      severity: 'error',
      from: { pathNot: ['^src-main/(electron|node|cli)/', '^test/'] },
      to: { path: '^src-main/compose[.]ts$' },
    },
    only('renderer', '^src-renderer/', '^src-renderer/', '^shared/', 'node_modules/'),
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'features-meet-at-index',
      severity: 'error',
      from: { path: '^src-renderer/features/([^/]+)/' },
      to: {
        path: '^src-renderer/(features|app)/',
        pathNot: ['^src-renderer/features/$1/', '^src-renderer/features/[^/]+/index[.]tsx?$'],
      },
    },
    {
      name: 'ui-kit-knows-no-feature',
      severity: 'error',
      from: { path: '^src-renderer/ui/' },
      to: { path: '^(src-|shared/)', pathNot: ['^src-renderer/ui/'] },
    },
    owner('electron', '^src-main/electron/'),
    // The simulator is the other side of the network: it has its own database, so the driver has two homes.
    owner('better-sqlite3', '^src-main/adapters/sqlite/', '^src-main/simulator/store/'),
    // Vendors' modules are loaded in the card process alone; everything else speaks to it by messages.
    owner('pkcs11js', '^src-main/adapters/card/pkcs11/process/'),
    {
      name: 'card-process-stands-alone',
      severity: 'error',
      from: { path: '^src-', pathNot: '^src-main/adapters/card/pkcs11/process/' },
      to: { path: '^src-main/adapters/card/pkcs11/process/' },
    },
    owner('libxml2-wasm', '^src-main/wire/xml/'),
    owner('react-aria-components', '^src-renderer/ui/'),
    owner(
      'zod',
      '^shared/contract/',
      '^src-main/rpc/',
      '^src-main/simulator/',
      '^src-main/adapters/',
      '^src-renderer/',
    ),
    { name: 'no-test-code-in-product', severity: 'error', from: { path: '^(shared|src-)' }, to: { path: '^test/' } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|out)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
