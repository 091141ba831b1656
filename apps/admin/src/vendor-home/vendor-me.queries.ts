import { answer } from '@stoa/web-api-client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../app/auth.js';

export const vendorMeQuery = queryOptions({ queryKey: ['vendor', 'me'], queryFn: () => answer(api.GET('/v1/vendor/me')) });
