using System.Runtime.CompilerServices;
using System.Text;
using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Engines.Logs;

/// <summary>A log that somebody kept: <c>LogsProxy --raw --follow=false &gt; FILE</c>, or the files of the volumes.</summary>
public sealed class FileLogSource(string path) : IProxyLogSource
{
    /// <summary>
    /// The longest line that is read whole, in characters; of a longer one the rest is left out, which makes it one that
    /// cannot be read. Guard and proxy write no line that comes near.
    /// </summary>
    public const int LongestLine = 64 * 1024;

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ReadAsync(bool follow, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var reader = Open();
        var buffer = new char[LongestLine];
        var line = new StringBuilder();
        while (await reader.ReadAsync(buffer, cancellation) is > 0 and var count)
        {
            for (var start = 0; start < count;)
            {
                var end = Array.IndexOf(buffer, '\n', start, count - start);
                var part = buffer.AsSpan(start, (end < 0 ? count : end) - start);
                line.Append(part[..Math.Min(part.Length, LongestLine - line.Length)]);
                start += part.Length + 1;
                if (end < 0)
                    continue;

                yield return Take(line);
            }
        }

        if (line.Length > 0)
            yield return Take(line);
    }

    private StreamReader Open()
    {
        try
        {
            return new StreamReader(path, Encoding.UTF8);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SandboxException($"{path} cannot be read: {failure.Message}", $"ls -l '{path}'", ExitCodes.Usage, failure);
        }
    }

    private static string Take(StringBuilder line)
    {
        var text = line.ToString().TrimEnd('\r');
        line.Clear();
        return text;
    }
}
