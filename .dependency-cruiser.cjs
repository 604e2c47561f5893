/** Who may import whom (docs/architecture.md). Checked by `npm run check`. */
const below = (folder) => `^${folder}/`;
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'metadata-is-pure',
      severity: 'error',
      from: { path: below('metadata') },
      to: { path: '^(server|runtime|designer|plugins|test)/' },
    },
    {
      name: 'metadata-knows-no-platform',
      severity: 'error',
      from: { path: below('metadata') },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'metadata-packages',
      comment: 'Pure cores use only packages that run anywhere.',
      severity: 'error',
      from: { path: below('metadata') },
      to: {
        path: 'node_modules/',
        pathNot: 'node_modules/(@sinclair/typebox|@casl/ability|@ucast|decimal\\.js|d3-hierarchy|numfmt)',
      },
    },
    {
      name: 'server-knows-no-screen',
      severity: 'error',
      from: { path: below('server') },
      to: { path: '^(runtime|designer|test)/' },
    },
    {
      name: 'engines-know-no-plugin',
      comment: 'Only the main programs know which plugins are present.',
      severity: 'error',
      from: {
        path: '^(server|runtime|designer)/',
        pathNot: '^(server/(main|work/worker|command/main|registries)|runtime/(main|registries)|designer/main)\\.ts$',
      },
      to: { path: below('plugins') },
    },
    {
      name: 'runtime-knows-no-designer',
      severity: 'error',
      from: { path: below('runtime'), pathNot: '^runtime/main\\.ts$' },
      to: { path: '^(designer|server|test)/' },
    },
    {
      name: 'designer-knows-no-server',
      severity: 'error',
      from: { path: below('designer') },
      to: { path: '^(server|test)/' },
    },
    {
      name: 'plugin-schema-is-pure',
      severity: 'error',
      from: { path: '^plugins/.*/(schema|shared)\\.ts$' },
      to: { path: '^(server|runtime|designer|test)/' },
    },
    {
      name: 'plugin-server-through-api',
      severity: 'error',
      from: { path: '^plugins/.*/server\\.ts$' },
      to: { path: '^(server/(?!api\\.ts$)|runtime/|designer/|test/)' },
    },
    {
      name: 'plugin-view-through-api',
      severity: 'error',
      from: { path: '^plugins/.*/view\\.ts$' },
      to: { path: '^(runtime/(?!api\\.ts$)|server/|designer/|test/)' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data)/' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json', '.mjs'] },
  },
};
