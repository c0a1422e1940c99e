using System.Globalization;
using System.Text;

namespace AiSandbox.Benchmarks;

/// <summary>Lists and logs to measure with; the same in every run.</summary>
internal static class Lists
{
    /// <summary>
    /// An allowlist as a company may have one: hosts and domains of several depths, some with ports, days and comments, and
    /// none that another covers.
    /// </summary>
    /// <param name="entries">How many entries.</param>
    public static string Allowlist(int entries)
    {
        var text = new StringBuilder("# Made for a benchmark\n");
        for (var i = 0; i < entries; i++)
        {
            var n = i.ToString(CultureInfo.InvariantCulture);
            text.Append((i % 5) switch
            {
                0 => $".team{n}.example.com\n",
                1 => $"git{n}.dev.example.org 22\n",
                2 => $"api.v{n}.service.example.net 443  # the service of team {n}\n",
                3 => $"mirror{n}.example.io until=2099-12-31\n",
                _ => $"www.customer{n}.com\n",
            });
        }

        return text.ToString();
    }

    /// <summary>Writes a log as guard and proxy write it; every third request is refused, each under a name of its own.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lines">How many lines.</param>
    public static async Task WriteLogAsync(string path, int lines)
    {
        await using var file = new StreamWriter(path);
        for (var i = 0; i < lines; i++)
        {
            var time = string.Create(CultureInfo.InvariantCulture, $"{1_795_500_000 + (i / 4)}.{i % 4 * 250:000}");
            await file.WriteLineAsync((i % 3) switch
            {
                0 => $$"""{"time":{{time}},"event":"close","id":{{i}},"client":"172.20.0.2","method":"CONNECT","host":"host{{i % 40}}.example.com","port":"443","status":200,"reason":"end","in":{{i % 5000}},"out":{{i % 90000}},"ms":{{i % 7000}}}""",
                1 => $$"""{"time":{{time}},"client":"172.20.0.2","method":"CONNECT","host":"host{{i % 40}}.example.com","port":"443","status":200,"result":"TCP_TUNNEL","in":{{i % 5000}},"out":{{i % 90000}},"ms":{{i % 7000}},"reason":"listed"}""",
                _ => $$"""{"time":{{time}},"client":"172.20.0.2","method":"CONNECT","host":"n{{i}}.made-up.example","port":"443","status":403,"result":"TCP_DENIED","in":120,"out":3900,"ms":1,"reason":"name"}""",
            });
        }
    }
}
