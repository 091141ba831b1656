export { answer, answerWithEtag, ApiProblem, createApi, type Api, type FieldProblem, type Problem } from './client.js';
export type { components, operations, paths } from './schema.js';
