using System.Runtime.CompilerServices;

namespace AiSandbox.Host.Engines.Logs;

/// <summary>The proxy's log, line by line and in constant memory.</summary>
public sealed class ProxyLog(IProxyLogSource source)
{
    /// <summary>Reads the lines that a filter shows.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="follow">Whether to wait for more after the last one.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async IAsyncEnumerable<ProxyLogLine> ReadAsync(
        ProxyLogFilter filter, bool follow, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var text in source.ReadAsync(follow, cancellation).WithCancellation(cancellation))
        {
            var line = ProxyLogLine.Read(text);
            if (filter.Shows(line))
                yield return line;
        }
    }

    /// <summary>
    /// How many requests were refused since a point in time, those of Up and of the health check aside.
    /// </summary>
    /// <param name="since">The point in time.</param>
    /// <param name="cancellation">Cancels the count.</param>
    public async Task<int> CountDeniedAsync(DateTimeOffset since, CancellationToken cancellation)
    {
        var count = 0;
        await foreach (var line in ReadAsync(new ProxyLogFilter(since, DeniedOnly: true), follow: false, cancellation))
            count += line.Event is null ? 0 : 1;

        return count;
    }
}
