import { formatDay } from '@stoa/web-ui';

/** A day on a bank statement: the same for every reader, whatever the clock says where they are. */
export const DayOf = ({ day }: { day: string }) => <time dateTime={day} className="num nowrap">{formatDay(day)}</time>;
