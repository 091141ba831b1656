import { statementRoutes } from './statement/statement.routes.js';

export const complianceRoutes = [...statementRoutes];
