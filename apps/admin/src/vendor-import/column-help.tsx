import { Badge, Card, ErrorFace, Skeleton } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { columnsQuery, type ImportColumns } from './import.queries.js';

const NEEDED: Record<ImportColumns['columns'][number]['needed'], React.ReactNode> = { always: <Badge tone="open">Always</Badge>, to_sell: <Badge tone="half">To sell it</Badge>, no: null };

/** The columns as they are for this vendor: what belongs into each, and an example. A column that is not in the file changes nothing. */
export function ColumnHelp() {
  const known = useQuery(columnsQuery);
  return (
    <Card title="What the columns mean" aside={<span className="tiny faint">A column that is not in your file changes nothing</span>} flush line>
      {known.isPending ? <Skeleton lines={6} /> : !known.data ? <ErrorFace error={known.error} retry={() => void known.refetch()} /> : (
        <div className="scroll">
          <table className="t help">
            <caption className="vh">Columns of a table of listings</caption>
            <thead><tr><th scope="col">Column</th><th scope="col">What belongs there</th><th scope="col">Example</th></tr></thead>
            <tbody>{known.data.columns.map((column) => (
              <tr key={column.name}><th scope="row"><span className="mono">{column.name}</span>{' '}{NEEDED[column.needed]}</th><td>{column.about}</td><td className="mono dim">{column.example}</td></tr>
            ))}</tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
