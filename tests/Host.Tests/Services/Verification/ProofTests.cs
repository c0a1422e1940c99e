using AiSandbox.Host.Options;
using AiSandbox.Host.Services;
using AiSandbox.Host.Services.Images;
using AiSandbox.Host.Services.Verification;
using AiSandbox.Host.Services.Verification.Proofs;

namespace Host.Tests.Services.Verification;

[TestFixture]
public sealed class ProofTests
{
    private const string Command = "./build.sh --target=Verify";
    private static readonly DateTimeOffset Then = new(2026, 11, 24, 14, 2, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = new DateTimeOffset(2026, 11, 24, 16, 30, 0, TimeSpan.Zero).ToOffset(TimeSpan.FromHours(1));
    private static readonly EffectiveConfiguration Present = Of(("compose.yaml", "1"), ("squid.conf", "2"), ("the proxy image", "3"));
    private static readonly SandboxName Name = SandboxName.Parse("box");
    private static readonly VerificationReport Green = Cases.Report(Cases.Result(Cases.Allow, Cases.Allowed)) with { Configuration = Present };
    private static readonly VerificationReport Red = Cases.Report(Cases.Result(Cases.Deny, Cases.Quiet)) with { Configuration = Present };

    [Test]
    public void Should_be_green_when_the_last_green_run_had_this_configuration() =>
        ProofState.Of(Run(Present), Present, Now, Command).ShouldBe(new ProofState(true, "green 2 hours ago, 143 cases"));

    [TestCase(10, "green just now, 143 cases")]
    [TestCase(60, "green 1 minute ago, 143 cases")]
    [TestCase(2 * 86400, "green 2 days ago, 143 cases")]
    public void Should_say_how_long_ago_it_was_when_it_is_green(int seconds, string text) =>
        ProofState.Of(Run(Present), Present, Then.AddSeconds(seconds), Command).Text.ShouldBe(text);

    [Test]
    public void Should_say_never_when_there_was_no_green_run() =>
        ProofState.Of(null, Present, Now, Command).ShouldBe(new ProofState(false, $"never; run {Command}"));

    [Test]
    public void Should_name_what_changed_when_the_configuration_is_another()
    {
        var changed = Of(("compose.yaml", "1"), ("squid.conf", "4"), ("the proxy image", "5"), ("guard.json", "6"));

        Text(Of(("compose.yaml", "1"), ("squid.conf", "4"), ("the proxy image", "3")))
            .ShouldBe($"not for this configuration: squid.conf changed since the green run of 2026-11-24 15:02; run {Command}");
        Text(changed).ShouldContain(": guard.json, squid.conf and the proxy image changed since");
        Text(Of(("compose.yaml", "1"), ("the proxy image", "3"))).ShouldContain(": squid.conf changed since");

        static string Text(EffectiveConfiguration now) => ProofState.Of(Run(Present), now, Now, Command).Text;
    }

    [Test]
    public void Should_have_the_same_hash_only_when_every_part_is_the_same()
    {
        Present.Hash.ShouldBe(Of(("the proxy image", "3"), ("squid.conf", "2"), ("compose.yaml", "1")).Hash);
        Present.Hash.ShouldNotBe(Of(("the proxy image", "3"), ("squid.conf", "2")).Hash);
        Present.Hash.ShouldNotBe(Of(("the proxy image", "3"), ("squid.conf", "1"), ("compose.yaml", "2")).Hash);
        EffectiveConfiguration.HashOf("a\r\nb\r\n").ShouldBe(EffectiveConfiguration.HashOf("a\nb\n"));
    }

    [Test]
    public void Should_keep_a_green_run_until_the_same_configuration_is_red()
    {
        using var folder = new TempFolder();
        var checkout = new Checkout(folder.Path);

        GreenRun.Read(checkout, Name).ShouldBeNull();
        GreenRun.Keep(checkout, Name, Green, Present);
        var kept = GreenRun.Read(checkout, Name)!;
        (kept.Time, kept.Cases, kept.Hash).ShouldBe((Green.StartedAt, 1, Present.Hash));
        kept.Parts.ShouldBe(Present.Parts);

        GreenRun.Keep(checkout, Name, Red, Of(("squid.conf", "other")));
        GreenRun.Read(checkout, Name).ShouldNotBeNull("the red run was of something else");
        GreenRun.Keep(checkout, Name, Red, Present);
        GreenRun.Read(checkout, Name).ShouldBeNull();

        File.WriteAllText(GreenRun.PathOf(checkout, Name), "{}");
        GreenRun.Read(checkout, Name).ShouldBeNull("it cannot be read");
    }

    [Test]
    public void Should_cover_everything_but_the_lists_when_files_are_read()
    {
        using var folder = new TempFolder();
        foreach (var file in new[]
        {
            "compose.yaml", "configs/proxy/squid.conf", "configs/proxy/guard.json", "configs/proxy/allowed-443",
            "build/verification/compose.verify.yaml", "build/verification/cases/demo.yaml",
        })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.Path, file))!);
            File.WriteAllText(Path.Combine(folder.Path, file), file);
        }

        var before = Read();
        before.Parts.Keys.ShouldBe(["guard.json", "squid.conf", "compose.yaml", "the cases"]);

        Append("configs/proxy/allowed-443");
        Read().Hash.ShouldBe(before.Hash);
        Append("build/verification/compose.verify.yaml");
        Read().Difference(before).ShouldBe(["the cases"]);
        Directory.CreateDirectory(Path.Combine(folder.Path, "configs", "cases"));
        Append("configs/cases/mine.yaml");
        Read().Difference(before).ShouldBe(["the cases", "your own cases"]);

        EffectiveConfiguration Read() =>
            new(new Dictionary<string, string>(PresentConfiguration.Files(new Checkout(folder.Path))));
        void Append(string file) => File.AppendAllText(Path.Combine(folder.Path, file), " ");
    }

    [Test]
    public void Should_name_the_runtime_when_the_workspace_asks_for_another()
    {
        string[] programs = ["Engine 28.5.1", "containerd v1.7.28", "runc 1.3.0", "docker-init 0.19.0"];

        PresentConfiguration.Runtime(null, programs).ShouldBe("runc, runc 1.3.0");
        PresentConfiguration.Runtime("runc", programs).ShouldBe("runc, runc 1.3.0");
        PresentConfiguration.Runtime("runsc", programs).ShouldBe("runsc, runc 1.3.0");
    }

    [Test]
    public void Should_tell_images_apart_when_the_engine_lists_them()
    {
        var images = ImageInspection.Parse(
            "box",
            "[\"box-proxy:latest\",\"box-verify-proxy:latest\"]|2026-11-24T10:00:00Z|2026-11-20|[\"sha256:1\"]{\"User\":\"a|b\"}\n"
                + "[\"box-2-guard:latest\"]|2026-11-24T10:00:00Z||[\"sha256:1\"]{}\n");

        images.Keys.ShouldBe(["proxy"]);
        images["proxy"].ShouldBe(new BuiltImage(
            new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero), new DateOnly(2026, 11, 20), EffectiveConfiguration.HashOf("[\"sha256:1\"]{\"User\":\"a|b\"}")));
    }

    private static GreenRun Run(EffectiveConfiguration configuration) => new(Then, 143, configuration.Hash, configuration.Parts);

    private static EffectiveConfiguration Of(params (string Name, string Value)[] parts) =>
        new(parts.ToDictionary(part => part.Name, part => part.Value, StringComparer.Ordinal));

    private sealed class TempFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("ai-sandbox-tests-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
