using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Model.Services;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Model.Vendors;
using AiSandbox.Policy;
using Host.Tests.Model.Settings;

namespace Host.Tests.Model.Lists;

/// <summary>
/// Whatever bytes the file holds, nothing of it reaches squid.conf unparsed. A normal run takes three seconds with the same
/// seed each time; AI_SANDBOX_FUZZ_SECONDS=60 is a long one with a seed of its own, or with AI_SANDBOX_FUZZ_SEED.
/// </summary>
public sealed partial class AllowlistFuzzTests
{
    private const int Seed = 20261124;
    private const int RenderEvery = 500; // writing files takes longer than all the rest

    private static readonly string[] Proxy = ["allowed-22", "allowed-443", "allowed-keys", "allowed-keys-private", "allowed-private", "guard.json", "squid.conf"];

    [Test]
    [CancelAfter(15 * 60_000)]
    public void Should_let_nothing_but_canonical_names_reach_the_proxy_whatever_the_file_holds(CancellationToken cancellation)
    {
        var seconds = Setting("AI_SANDBOX_FUZZ_SECONDS");
        var seed = Setting("AI_SANDBOX_FUZZ_SEED") ?? (seconds is null ? Seed : Environment.TickCount);
        using var temp = new TempCheckout();
        var fuzzer = new AllowlistFuzzer(seed);
        var expected = Render(temp, AllowedSites.Nothing);
        var (runs, accepted) = (0, 0);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < (seconds ?? 3) && !cancellation.IsCancellationRequested; runs++)
        {
            var bytes = fuzzer.Next();
            try
            {
                var result = global::Policy.Tests.Lists.Lint(bytes);
                accepted += result.IsRefused ? 0 : 1;
                Check(result, result.IsRefused);
                if (runs % RenderEvery == 0)
                    Render(temp, result.ValidSites).ShouldBe(expected, "squid.conf and guard.json hold nothing of the list");
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(
                    $"AI_SANDBOX_FUZZ_SEED={seed}, input {runs}: {failure.Message}\nThe file, in base64: {Convert.ToBase64String(bytes)}", failure);
            }
        }

        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{runs} files with seed {seed}, {accepted} of them accepted"));
        runs.ShouldBeGreaterThan(50);
        accepted.ShouldBeInRange(1, runs - 1, "a fuzzer whose files are all of one kind shows nothing");
    }

    [TestCase(".github.com\n", true)]
    [TestCase("a_b.x-y.example\n", true)]
    [TestCase("github.com", false, Description = "no end of line")]
    [TestCase("-n\n", false)]
    [TestCase("a.example b.example\n", false)]
    [TestCase("GitHub.com\n", false)]
    [TestCase("a..example\n", false)]
    [TestCase("a-.example\n", false)]
    [TestCase("\"/etc/passwd\"\n", false)]
    [TestCase("a.example\r\n", false)]
    [TestCase("\n", false)]
    public void Should_know_a_list_that_squid_reads_as_it_is_meant(string text, bool expected) => Canonical().IsMatch(text).ShouldBe(expected);

    private static void Check(LintResult result, bool isRefused)
    {
        // What is refused lets nothing through, and not even the lines that were right may be anything else than names.
        if (isRefused)
            ProxyLists.Of(result.Sites).ShouldBe(new ProxyLists("", "", ""));
        foreach (var (file, text) in ProxyLists.Of(result.ValidSites).Files)
        {
            if (text.Length > 0 && !Canonical().IsMatch(text))
                throw new InvalidOperationException($"{file} is not made of canonical names alone: {text}");
            if (text.Split('\n').FirstOrDefault(name => name.TrimStart('.').Length > 253 || LooksLikeAnAddress().IsMatch(name)) is { } wrong)
                throw new InvalidOperationException($"{file} has {wrong}, which is no name.");
        }
    }

    // As Up does it, into the folder that is mounted. The lists themselves are looked at elsewhere.
    private static string Render(TempCheckout temp, AllowedSites sites)
    {
        var config = new SandboxConfig(
            temp.Checkout,
            new AllowlistStore(temp.Checkout, new HostOptions { Name = SandboxName.Parse("box") }, TimeProvider.System),
            temp.Env,
            temp.Renderer,
            new HandEdits(temp.Checkout),
            new HeldKeys(temp.Checkout),
            new ServicesFile(temp.Checkout, new MountedFolders(temp.Checkout, temp.Renderer, new HostFolders(temp.Home, [])), temp.Renderer));
        config.Render(new Sandbox(SandboxName.Parse("box"), temp.Checkout.Configs, new WorkspaceSettings { Mount = temp.Home }, sites));

        var folder = Path.Combine(temp.Checkout.Configs, "proxy");
        Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(Proxy);
        foreach (var (file, text) in ProxyLists.Of(sites).Files)
            File.ReadAllText(Path.Combine(folder, file)).ShouldBe(text);

        return File.ReadAllText(Path.Combine(folder, "squid.conf")) + File.ReadAllText(Path.Combine(folder, "guard.json"));
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;

    // Every line a name: at most one leading dot, labels of 1 to 63 letters, digits, hyphens and underscores with no hyphen
    // at an edge. Nothing else, no blank line, and an end to the last one.
    [GeneratedRegex(@"\A(\.?[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\n)+\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Canonical();

    [GeneratedRegex(@"(\A|\.)(\d+|0x[0-9a-f]*)\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LooksLikeAnAddress();
}
