using System.Text.Json;
using AiSandbox.Gateway.Configuration;
using AiSandbox.Gateway.Requests;

namespace AiSandbox.Gateway.Budgets;

/// <summary>
/// What was asked for in this minute and on this day. A request is let in while there is something left, and what it cost is known
/// when it has ended: the last one may go over. The day's figures lie in a file, so that they outlive the container.
/// </summary>
/// <param name="limits">What may be asked for.</param>
/// <param name="file">Where the day is kept.</param>
/// <param name="time">The time.</param>
internal sealed class Budget(IReadOnlyList<Limit> limits, string file, TimeProvider time)
{
    private readonly Lock _counting = new();
    private Spent _minute = new("", 0, 0);
    private Spent _day = Read(file);

    /// <summary>Lets a request in, and counts it.</summary>
    /// <returns>Why it is not let in; null where it is.</returns>
    public Refusal? Enter()
    {
        lock (_counting)
        {
            Turn();
            foreach (var limit in limits)
            {
                var spent = limit.In is Period.Day ? _day : _minute;
                if ((limit.Of is Counted.Tokens ? spent.Tokens : spent.Requests) < limit.Most)
                    continue;
                var what = $"{limit.Most} {(limit.Of is Counted.Tokens ? "tokens" : "requests")}";
                return limit.In is Period.Day
                    ? new(403, "budget", $"AGENT_BUDGET: the {what} of this day are spent. Midnight is by UTC.")
                    : new(429, "budget", $"AGENT_BUDGET: the {what} of this minute are spent.") { RetryAfter = 60 - time.GetUtcNow().Second };
            }

            Add(1, 0);
            return null;
        }
    }

    /// <summary>Counts what a request cost.</summary>
    public void Spend(long tokens)
    {
        lock (_counting)
        {
            Turn();
            Add(0, tokens);
        }
    }

    private void Turn()
    {
        var now = time.GetUtcNow();
        if (_minute.When != $"{now:HH:mm}")
            _minute = new($"{now:HH:mm}", 0, 0);
        if (_day.When != $"{now:yyyy-MM-dd}")
            _day = new($"{now:yyyy-MM-dd}", 0, 0);
    }

    // What cannot be kept is not spent: the caller fails, and with it the request.
    private void Add(long requests, long tokens)
    {
        _minute = _minute with { Requests = _minute.Requests + requests, Tokens = _minute.Tokens + tokens };
        _day = _day with { Requests = _day.Requests + requests, Tokens = _day.Tokens + tokens };
        File.WriteAllBytes($"{file}.new", JsonSerializer.SerializeToUtf8Bytes(_day, GatewayJson.Default.Spent));
        File.Move($"{file}.new", file, overwrite: true);
    }

    private static Spent Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), GatewayJson.Default.Spent) ?? new("", 0, 0);
        }
        catch (FileNotFoundException)
        {
            return new("", 0, 0);
        }
        catch (JsonException wrong)
        {
            throw new AiSandbox.Guard.Configuration.ConfigurationException($"{file} is not what was spent: {wrong.Message}");
        }
    }
}

/// <summary>What was spent.</summary>
/// <param name="When">The minute or the day, UTC.</param>
/// <param name="Requests">Requests that were let in.</param>
/// <param name="Tokens">Tokens, sent and received.</param>
internal sealed record Spent(string When, long Requests, long Tokens);
