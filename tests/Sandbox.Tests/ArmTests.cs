using System.Security.Cryptography;
using System.Text.RegularExpressions;
using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;

namespace Sandbox.Tests;

/// <summary>What can be known of ARM64 on a machine that is none: packages by apt's own resolver, programs under emulation.</summary>
public sealed partial class ArmTests
{
    private readonly string _name = $"arm-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
    private readonly string _folder = Directory.CreateTempSubdirectory("arm ").FullName;
    private readonly CommandRunner _commands = new();
    private EngineConnection _engine = null!;

    [OneTimeSetUp]
    public async Task ConnectAsync() =>
        _engine = await TestEngine.FindAsync();

    [OneTimeTearDown]
    public async Task RemoveAsync()
    {
        Directory.Delete(_folder, recursive: true);
        var images = (await DockerAsync(["image", "ls", "--quiet", "--filter", $"label={SandboxLabels.Sandbox}={_name}"], CancellationToken.None))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().ToArray();
        if (images.Length > 0)
            await DockerAsync(["image", "rm", "--force", .. images], CancellationToken.None);
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_find_every_package_of_the_images_for_arm64(CancellationToken cancellation)
    {
        string[] packages = [.. Directory.EnumerateFiles(BuildScript.Checkout.Images, "Dockerfile", SearchOption.AllDirectories).SelectMany(PackagesOf).Distinct()];
        packages.ShouldContain("squid-openssl");
        packages.ShouldContain("nodejs");

        // A machine of that processor with nothing on it, as far as apt is concerned. The last name shows that it looks.
        var log = await BuildAsync(
            $"""
            FROM {BaseImage.Tag}
            RUN set -e; arm="-o APT::Architecture=arm64 -o APT::Architectures=arm64 -o Dir::State::status=/dev/null -o Dir::State::Lists=/tmp/lists"; \
              mkdir -p /tmp/lists/partial; apt-get $arm update; \
              apt-get $arm install --simulate --yes --no-install-recommends {string.Join(' ', packages)}; \
              if apt-get $arm install --simulate --yes ai-sandbox-has-no-such-package; then exit 1; fi
            """,
            cancellation);

        log.ShouldContain("Inst squid-openssl");
        log.ShouldContain("[arm64]");
        log.ShouldContain("Unable to locate package ai-sandbox-has-no-such-package");
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task Should_start_the_guard_and_read_the_policy_when_the_processor_is_emulated(CancellationToken cancellation)
    {
        if (Environment.GetEnvironmentVariable("AI_SANDBOX_LONG") != "1")
            Assert.Ignore("It takes a minute: AI_SANDBOX_LONG=1 asks for it.");

        await _commands.RunAsync(
            new Command(
                "dotnet", "publish", "guard/Guard.csproj", "--configuration", "Release", "--runtime", "linux-arm64", "--self-contained",
                "-p:PublishTrimmed=true", "-p:PublishSingleFile=true", "-p:RestorePackagesWithLockFile=false", "-p:RestoreLockedMode=false",
                "-p:RunAnalyzers=false", "-p:DebugType=none", $"-p:ArtifactsPath={Path.Combine(_folder, "build")}", "--output", _folder)
            {
                WorkingDirectory = BuildScript.Checkout.Root,
            },
            cancellation);
        File.Copy(Path.Combine(BuildScript.Checkout.Configs, "proxy", "squid.conf"), Path.Combine(_folder, "squid.conf"));

        var log = await BuildAsync(
            $"""
            FROM {BaseImage.Tag}
            RUN echo force-unsafe-io > /etc/dpkg/dpkg.cfg.d/ai-sandbox && dpkg --add-architecture arm64 && apt-get update \
             && libraries=$(apt-cache depends squid-openssl:arm64 squid:arm64 \
                  | sed -n 's/^ *\(Pre\)*Depends: \(lib[^ ]*:arm64\)$/\2/p' | grep -v perl | sort -u) \
             && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends qemu-user squid-common libstdc++6:arm64 $libraries \
             && cd /tmp && apt-get download squid-openssl:arm64 && dpkg-deb --extract squid-openssl_*.deb /arm
            COPY guard squid.conf /
            RUN mkdir -p /etc/ai-sandbox/proxy /usr/share/ai-sandbox/errors && cp /usr/share/squid/errors/templates/* /usr/share/ai-sandbox/errors \
             && for list in 443 22 private; do echo .github.com > /etc/ai-sandbox/proxy/allowed-$list; done \
             && echo "guard $(qemu-aarch64 /guard --version)" \
             && qemu-aarch64 /arm/usr/sbin/squid-openssl -k parse -f /squid.conf && echo 'policy read' \
             && if sed 's/^http_access deny all/http_access deny nobody/' /squid.conf > /wrong.conf \
                  && qemu-aarch64 /arm/usr/sbin/squid-openssl -k parse -f /wrong.conf; then exit 1; fi
            """,
            cancellation);

        log.ShouldMatch(@"guard \d+\.\d+\.\d+");
        log.ShouldContain("policy read");
        log.ShouldContain("ACL not found: nobody");
    }

    private static IEnumerable<string> PackagesOf(string dockerfile) => InstallLine()
        .Matches(File.ReadAllText(dockerfile).Replace("\\\n", " ", StringComparison.Ordinal))
        .SelectMany(match => match.Groups["packages"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(word => !word.StartsWith('$') && !word.StartsWith('-'));

    private async Task<string> BuildAsync(string dockerfile, CancellationToken cancellation)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "Dockerfile"), dockerfile, cancellation);
        var built = await _commands.TryAsync(
            _engine.Command("build", "--progress", "plain", "--no-cache", "--label", $"{SandboxLabels.Sandbox}={_name}", "--tag", _name, _folder),
            cancellation);
        built.ExitCode.ShouldBe(0, built.Error);

        return built.Error + built.Output;
    }

    private Task<string> DockerAsync(string[] arguments, CancellationToken cancellation) => _engine.RunAsync(arguments, cancellation);

    [GeneratedRegex("apt-get install (?<packages>[^&;\n]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InstallLine();
}
