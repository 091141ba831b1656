import { DomainError } from '@stoa/platform/errors';

export const memberNotFound = () => new DomainError('identity.member_not_found', 'not_found', 'There is no member by that id.');

export const lastOwner = () => new DomainError('identity.last_owner', 'conflict', 'This is the last owner. Make somebody else an owner first.');

export const unknownRole = (kind: string, role: string) => new DomainError('identity.unknown_role', 'invalid', `There is no ${kind} role called ${role}.`, { kind, role });

export const mayNotGrant = (role: string) => new DomainError('identity.role_above_own', 'forbidden', `You cannot give or take the role ${role}: it may do more than yours.`, { role });
