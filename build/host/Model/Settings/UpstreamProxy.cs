using System.Globalization;
using System.Net;

namespace AiSandbox.Host.Model.Settings;

/// <summary>A proxy that Squid goes out by, of a company's network: HTTP CONNECT, with a user and a password or without.</summary>
/// <param name="Host">Its name or IPv4 address.</param>
/// <param name="Port">Its port.</param>
/// <param name="Login">User and password, percent-encoded, with a colon between; empty for none.</param>
public sealed record UpstreamProxy(string Host, int Port, string Login)
{
    private const string Scheme = "http://";
    private const string Shape = "write http://HOST:PORT or http://USER:PASSWORD@HOST:PORT, as in http://proxy.corp.example:3128.";

    /// <summary>Its address as programs read it, password included: not to be shown.</summary>
    public string Url => $"{Scheme}{(Login.Length is 0 ? "" : $"{Login}@")}{Host}:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Without the password, whoever prints it.</summary>
    public override string ToString() => $"{Host}:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Reads the setting.</summary>
    /// <returns><see langword="null"/> for an empty one.</returns>
    /// <exception cref="FormatException">It is no such address. The message has nothing of the password.</exception>
    public static UpstreamProxy? Parse(string value)
    {
        if (value.Length is 0)
            return null;
        if (!value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            throw new FormatException($"it does not begin with {Scheme}: {Shape}");

        var rest = value[Scheme.Length..].TrimEnd('/');
        var at = rest.LastIndexOf('@');
        var (host, port) = rest[(at + 1)..].Split(':') is [var name, var number] ? (name, number) : throw new FormatException($"host and port cannot be told apart: {Shape}");
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var read) || read is 0 or > ushort.MaxValue)
            throw new FormatException($"'{port}' is no port: {Shape}");

        return new UpstreamProxy(CheckedHost(host), read, at < 0 ? "" : LoginOf(rest[..at]));
    }

    private static string CheckedHost(string host)
    {
        var name = host.ToLowerInvariant();
        if (name is "localhost" || name.EndsWith(".localhost", StringComparison.Ordinal) || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address)))
        {
            throw new FormatException(
                $"'{host}' is the container's own there, in which no proxy of yours runs. Have yours listen on an address of this machine's network, and name that.");
        }

        return name.Length is > 0 and < 254 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_') && char.IsAsciiLetterOrDigit(name[0])
            ? name
            : throw new FormatException($"the host is no name and no IPv4 address: {Shape}");
    }

    // Encoded anew, whatever was and was not: nothing of it means anything in squid.conf.
    private static string LoginOf(string text)
    {
        if (text.Contains('/', StringComparison.Ordinal) || text.Contains('@', StringComparison.Ordinal))
            throw new FormatException("in user and password, @ is written %40, / is %2F, : is %3A and % is %25.");
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (user, password) = colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
        return user.Length > 0 ? $"{Encoded(user)}:{Encoded(password)}" : throw new FormatException($"there is no user before the colon: {Shape}");
    }

    private static string Encoded(string part)
    {
        var plain = Uri.UnescapeDataString(part);
        return plain.Any(char.IsControl) ? throw new FormatException("user and password have no control characters.") : Uri.EscapeDataString(plain);
    }
}
