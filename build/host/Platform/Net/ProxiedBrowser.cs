using System.Globalization;
using AiSandbox.Host.Platform.Commands;

namespace AiSandbox.Host.Platform.Net;

/// <summary>
/// Chrome, Chromium or Edge with a profile that is gone afterwards, which asks a proxy for everything but some ports of this
/// machine's loopback.
/// </summary>
internal sealed class ProxiedBrowser(ICommandRunner commands)
{
    private static readonly string[] OnPath =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "microsoft-edge-stable"];

    private static readonly string[] OnMac = ["Google Chrome", "Chromium", "Microsoft Edge"];

    private static readonly string[] OnWindows = ["Google/Chrome/Application/chrome.exe", "Chromium/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"];

    private static readonly Environment.SpecialFolder[] Programs =
        [Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.ProgramFilesX86, Environment.SpecialFolder.LocalApplicationData];

    /// <summary>Where it is.</summary>
    /// <exception cref="SandboxException">There is none.</exception>
    public static string Find() => Places().FirstOrDefault(File.Exists)
        ?? throw new SandboxException("There is no Chrome, Chromium or Edge on this machine, and --browser starts one.", "install Chromium, or leave --browser out");

    /// <summary>Shows an address until it is closed, or until it is cancelled.</summary>
    /// <param name="program">Where it is.</param>
    /// <param name="address">The address.</param>
    /// <param name="proxy">The proxy's port on 127.0.0.1.</param>
    /// <param name="direct">The ports of 127.0.0.1 that it may ask without the proxy.</param>
    /// <param name="cancellation">Closes it.</param>
    /// <exception cref="SandboxException">It did not end well.</exception>
    public async Task RunAsync(string program, string address, int proxy, IEnumerable<int> direct, CancellationToken cancellation)
    {
        var profile = Directory.CreateTempSubdirectory("ai-sandbox-browser-").FullName;
        try
        {
            var ended = await commands.TryAsync(new Command(program, Arguments(profile, address, proxy, direct)) { Sink = Stream.Null }, cancellation);
            if (ended.ExitCode is not 0)
                throw new SandboxException($"{program} ended with {ended.ExitCode}: {ended.Error.Trim().Split('\n')[^1]}", "leave --browser out");
        }
        finally
        {
            await RemoveAsync(profile);
        }
    }

    /// <summary>What it is told.</summary>
    internal static IReadOnlyList<string> Arguments(string profile, string address, int proxy, IEnumerable<int> direct) =>
    [
        $"--user-data-dir={profile}",
        string.Create(CultureInfo.InvariantCulture, $"--proxy-server=http://127.0.0.1:{proxy}"),
        // By itself it asks this machine's loopback without a proxy. It does so for what is shown, and for nothing else of this machine.
        $"--proxy-bypass-list=<-loopback>;{string.Join(';', direct.Select(port => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}")))}",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        // Nothing beside the proxy: no datagrams of WebRTC, no QUIC. And no hidden hello, which the guard refuses.
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp", "--disable-quic", "--disable-features=EncryptedClientHello,DnsOverHttps",
        "--no-first-run", "--no-default-browser-check", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--disable-default-apps", "--disable-extensions", "--no-pings",
        address,
    ];

    private static IEnumerable<string> Places() => OperatingSystem.IsWindows()
        ? Programs.Select(Environment.GetFolderPath).Where(folder => folder.Length > 0).SelectMany(folder => OnWindows.Select(program => Path.Combine(folder, program)))
        : OperatingSystem.IsMacOS()
            ? OnMac.Select(program => $"/Applications/{program}.app/Contents/MacOS/{program}")
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(folder => OnPath.Select(program => Path.Combine(folder, program)));

    // What it started may write for a moment longer.
    private static async Task RemoveAsync(string profile)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            try
            {
                Directory.Delete(profile, recursive: true);
                return;
            }
            catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }
}
