import { answer, type components } from '@stoa/web-api-client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../app/auth.js';

export type MoneyPageData = components['schemas']['MoneyPage'];
export type StatementRow = MoneyPageData['statement']['rows'][number];
export type How = StatementRow['how'][number];
export type Journal = components['schemas']['Journal'];

export const moneyQuery = (orderGroupId: string) =>
  queryOptions({ queryKey: ['money', orderGroupId], queryFn: () => answer(api.GET('/v1/admin/orders/{order_group_id}/money', { params: { path: { order_group_id: orderGroupId } } })), refetchInterval: untilFeeIsKnown });

/** The gateway names its fee seconds after the capture; the page then shows it without being asked. */
const untilFeeIsKnown = (query: { state: { data?: MoneyPageData } }): number | false => (query.state.data?.payment.fee === null ? 3_000 : false);

export const decisionQuery = (id: string) =>
  queryOptions({ queryKey: ['tax-decision', id], queryFn: () => answer(api.GET('/v1/admin/tax-decisions/{decision_id}', { params: { path: { decision_id: id } } })), staleTime: Infinity });
