using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using AiSandbox.Guard.Protocol;

namespace AiSandbox.Guard.Configuration;

/// <summary>Reads the configuration file.</summary>
public static class GuardOptionsFile
{
    private const long MaximumBytes = 64 * 1024;

    /// <summary>Where the file lies unless the first argument says otherwise.</summary>
    public const string DefaultPath = "/etc/ai-sandbox/proxy/guard.json";

    /// <summary>Reads and checks a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ConfigurationException">It is missing, or a value is wrong.</exception>
    public static GuardOptions Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > MaximumBytes)
                throw new ConfigurationException($"{path}: more than {MaximumBytes} bytes.");
            var options = JsonSerializer.Deserialize(file, GuardJson.Default.GuardOptions)
                ?? throw new ConfigurationException($"{path}: expected an object.");
            Check(path, options);
            return options;
        }
        catch (JsonException exception)
        {
            throw new ConfigurationException($"{path}: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path}: cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>The address to listen on.</summary>
    /// <param name="options">Checked options.</param>
    public static IPEndPoint ListenAddress(GuardOptions options) => IPEndPoint.Parse(options.Listen);

    private static void Check(string path, GuardOptions options)
    {
        Require("listen", IsAddress(options.Listen), options.Listen, "an IP address and a port");
        Require("squid", IsHostAndPort(options.Squid), options.Squid, "a host and a port");
        Require("lists", Path.IsPathFullyQualified(options.Lists), options.Lists, "an absolute path");
        Require("log", Path.IsPathFullyQualified(options.Log), options.Log, "an absolute path");
        RequireRange("log_bytes", options.LogBytes, 4096, 1L << 40);
        RequireRange("log_keep", options.LogKeep, 0, 100);
        RequireRange("budget_bytes_per_host", options.BudgetBytesPerHost, 0, long.MaxValue / 2);
        RequireRange("max_connections", options.MaxConnections, 1, 20_000);
        RequireRange("max_pending", options.MaxPending, 1, 20_000);
        RequireRange("spare_connections", options.SpareConnections, 0, 64);
        RequireRange("header_seconds", options.HeaderSeconds, 0.05, 3600);
        RequireRange("hold_seconds", options.HoldSeconds, 0, 3600);
        RequireRange("answer_seconds", options.AnswerSeconds, 0.05, 3600);
        RequireRange("first_bytes_seconds", options.FirstBytesSeconds, 0.05, 3600);
        RequireRange("half_closed_seconds", options.HalfClosedSeconds, 0.05, 86_400);
        RequireRange("idle_seconds", options.IdleSeconds, 0.05, 864_000);

        void RequireRange(string member, double value, double minimum, double maximum) =>
            Require(
                member,
                value >= minimum && value <= maximum,
                value.ToString(CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"a number from {minimum} to {maximum}"));

        void Require(string member, bool isValid, string value, string expected)
        {
            if (!isValid)
                throw new ConfigurationException($"{path}: {member} is \"{value}\", expected {expected}.");
        }
    }

    // IPEndPoint.Parse takes an address alone as port 0.
    private static bool IsAddress(string text) => IPEndPoint.TryParse(text, out var address) && address.Port != 0;

    private static bool IsHostAndPort(string text) =>
        text.Length < 512 && Ascii.IsValid(text)
        && Authority.Parse(Encoding.ASCII.GetBytes(text), out _, out _) != HostKind.Malformed;
}
