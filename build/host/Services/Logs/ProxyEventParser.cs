using System.Buffers;
using System.Text;
using System.Text.Json;

namespace AiSandbox.Host.Services.Logs;

/// <summary>
/// Reads the lines of both logs: JSON objects, see <c>logformat</c> in templates/squid.conf.liquid, and the guard's.
/// </summary>
public static class ProxyEventParser
{
    // DateTimeOffset ends with the year 9999.
    private const decimal LastSecond = 253_402_300_799;
    private const long MostMilliseconds = long.MaxValue / TimeSpan.TicksPerMillisecond;

    /// <summary>Reads a line.</summary>
    /// <returns>
    /// The event, or <see langword="null"/> where the line is none: cut off, or no object with a time and a status.
    /// </returns>
    public static ProxyEvent? Parse(string line)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(line.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(line, buffer);
            return Read(new Utf8JsonReader(buffer.AsSpan(0, length)));
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // What the reader throws at half of a surrogate pair, \ud800.
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static ProxyEvent? Read(Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            return null;

        var fields = new Fields();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (!fields.Take(ref json))
                return null;
        }

        // Read on to the end of the text: what stands behind the object makes it another line than the proxy writes.
        return json.TokenType == JsonTokenType.EndObject && !json.Read() ? fields.ToEvent() : null;
    }

    private struct Fields
    {
        private decimal? _time;
        private long? _status;
        private long _in;
        private long _out;
        private long _milliseconds;
        private string? _client;
        private string? _method;
        private string? _host;
        private string? _port;
        private string? _result;
        private string? _reason;
        private string? _event;

        public bool Take(ref Utf8JsonReader json)
        {
            var name = json.GetString();
            json.Read();
            switch (name)
            {
                case "time": return Number(ref json, out _time);
                case "status": return Number(ref json, out _status);
                case "in": return Number(ref json, out _in);
                case "out": return Number(ref json, out _out);
                case "ms": return Number(ref json, out _milliseconds);
                case "client": return Text(ref json, out _client);
                case "method": return Text(ref json, out _method);
                case "host": return Text(ref json, out _host);
                case "port": return Text(ref json, out _port);
                case "result": return Text(ref json, out _result);
                case "reason": return Text(ref json, out _reason);
                case "event": return Text(ref json, out _event);
                default: json.Skip(); return true;
            }
        }

        public readonly ProxyEvent? ToEvent() =>
            _time is { } time and >= 0 and <= LastSecond && _status is { } status and >= 0 and < 1000 ? new ProxyEvent(
                DateTimeOffset.UnixEpoch.AddTicks((long)(time * TimeSpan.TicksPerSecond)),
                _client ?? "", _method ?? "", _host ?? "", _port ?? "", (int)status, _result ?? "",
                Math.Max(0, _in), Math.Max(0, _out), Milliseconds(_milliseconds), _reason ?? "", _event ?? "") : null;

        private static TimeSpan Milliseconds(long count) =>
            TimeSpan.FromTicks(Math.Clamp(count, 0, MostMilliseconds) * TimeSpan.TicksPerMillisecond);

        private static bool Number(ref Utf8JsonReader json, out decimal? value)
        {
            value = json.TokenType == JsonTokenType.Number && json.TryGetDecimal(out var number) ? number : null;
            return value is not null;
        }

        private static bool Number(ref Utf8JsonReader json, out long? value)
        {
            value = json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var number) ? number : null;
            return value is not null;
        }

        private static bool Number(ref Utf8JsonReader json, out long value)
        {
            value = 0;
            return json.TokenType == JsonTokenType.Number && json.TryGetInt64(out value);
        }

        private static bool Text(ref Utf8JsonReader json, out string? value)
        {
            value = json.TokenType == JsonTokenType.String ? json.GetString() : null;
            return value is not null;
        }
    }
}
