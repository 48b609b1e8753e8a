/** The columns of `bids` as a table spread over servers by the hash of the tender, each part behind postgres_fdw. */
export function spreadOver(urls: readonly string[], columns: string): string {
  const part = (url: string, n: number) => {
    const { hostname, port, username, password, pathname } = new URL(url);
    return `
      create server part_${n} foreign data wrapper postgres_fdw options (host '${hostname}', port '${port}',
        dbname '${pathname.slice(1)}', async_capable 'true', fetch_size '10000', batch_size '5000', use_remote_estimate 'true');
      create user mapping for current_user server part_${n} options (user '${username}', password '${password}');
      create foreign table bids_${n} partition of bids for values with (modulus ${urls.length}, remainder ${n})
        server part_${n} options (table_name 'bids');`;
  };
  return `create extension postgres_fdw;
    create table bids (${columns}) partition by hash (tender);${urls.map(part).join('')}`;
}
