using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Dotnet;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Terminal;

namespace AiSandbox.Host.Engines.Images;

/// <summary>The guard.</summary>
public sealed class GuardProgram(DockerCli docker, DotnetSdk dotnet, IReporter reporter, Checkout checkout)
    : NativeProgram("guard", "guard/Guard.csproj", ["guard"], docker, dotnet, reporter, checkout);

/// <summary>The gateway, which has files of the guard's.</summary>
public sealed class GatewayProgram(DockerCli docker, DotnetSdk dotnet, IReporter reporter, Checkout checkout)
    : NativeProgram("gateway", "gateway/Gateway.csproj", ["gateway", "guard"], docker, dotnet, reporter, checkout);

/// <summary>
/// A program of ours in an image, compiled for the engine's processor: to native code where this machine can link for it, which
/// starts in no time and takes a fifth of the memory; else with the runtime it needs, trimmed.
/// </summary>
/// <param name="name">Its name, and that of its folder under artifacts/.</param>
/// <param name="project">Its project.</param>
/// <param name="folders">The folders of its sources.</param>
public abstract class NativeProgram(
    string name, string project, IReadOnlyList<string> folders, DockerCli docker, DotnetSdk dotnet, IReporter reporter, Checkout checkout)
{
    private static readonly string[] Linkers = ["clang", "gcc"];

    /// <summary>Whether what lies there is native code.</summary>
    public bool IsNative => ReadStamp().StartsWith("native ", StringComparison.Ordinal);

    private string Folder => Path.Combine(checkout.Artifacts, name, "program");

    private string Stamp => Path.Combine(checkout.Artifacts, name, "stamp");

    /// <summary>Whether it is there, made of the sources as they are now.</summary>
    public async Task<bool> IsThereAsync(CancellationToken cancellation)
    {
        var made = $"{await PlatformAsync(cancellation)} {HashSources()}";
        return File.Exists(Path.Combine(Folder, name)) && Kinds.Any(kind => ReadStamp() == $"{kind} {made}");
    }

    /// <summary>Compiles it where a source has changed since.</summary>
    /// <exception cref="SandboxException">It does not compile.</exception>
    public async Task PublishAsync(CancellationToken cancellation)
    {
        if (await IsThereAsync(cancellation))
            return;

        var (platform, sources) = (await PlatformAsync(cancellation), HashSources());

        if (Linker(platform) is { } linker)
        {
            try
            {
                await PublishAsync("native", platform, sources, ["-p:PublishAot=true", $"-p:CppCompilerAndLinker={linker}"], cancellation);
                return;
            }
            catch (SandboxException)
            {
                // The linker is there, and a library that it needs is not. The other way needs none.
            }
        }

        await PublishPortableAsync(platform, sources, cancellation);
    }

    /// <summary>Compiles it so that it brings its runtime along and runs wherever the processor is the same.</summary>
    /// <exception cref="SandboxException">It does not compile.</exception>
    public async Task PublishPortableAsync(CancellationToken cancellation) =>
        await PublishPortableAsync(await PlatformAsync(cancellation), HashSources(), cancellation);

    private Task PublishPortableAsync(string platform, string sources, CancellationToken cancellation) => PublishAsync(
        "portable", platform, sources, ["--self-contained", "-p:PublishTrimmed=true", "-p:PublishSingleFile=true"], cancellation);

    private static string[] Kinds { get; } = ["native", "portable"];

    private async Task PublishAsync(
        string kind, string platform, string sources, string[] how, CancellationToken cancellation)
    {
        // Its own folder for what is in between: a lock file and an assets file hold for one platform.
        string[] fixedPart =
        [
            "publish", project, "--configuration", "Release", "--runtime", platform, "--output", Folder,
            "--nologo", "--verbosity", "minimal", "--disable-build-servers", "-p:RunAnalyzers=false", "-p:DebugType=none",
            "-p:RestorePackagesWithLockFile=false", "-p:RestoreLockedMode=false",
            $"-p:ArtifactsPath={Path.Combine(checkout.Artifacts, name, "build")}",
        ];
        await reporter.StepAsync($"Compiling the {name} for {platform}, {kind}", async detail =>
        {
            if (File.Exists(Stamp))
                File.Delete(Stamp);
            await dotnet.CompileAsync(checkout.Log($"{name}-{kind}"), $"The {name} does not compile.", [.. fixedPart, .. how], detail, cancellation);
            FileStore.Write(Stamp, $"{kind} {platform} {sources}");
        });
    }

    private async Task<string> PlatformAsync(CancellationToken cancellation)
    {
        var arch = await docker.ArchitectureAsync(cancellation);
        return arch switch
        {
            "amd64" => "linux-x64",
            "arm64" => "linux-arm64",
            _ => throw new SandboxException($"The engine's processor is {arch}; the sandbox is built for amd64 and arm64.", "use an engine on one of these"),
        };
    }

    private static string? Linker(string platform)
    {
        var own = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "linux-x64",
            Architecture.Arm64 => "linux-arm64",
            _ => null,
        };
        if (!OperatingSystem.IsLinux() || own != platform)
            return null;

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return Array.Find(Linkers, linker => folders.Any(folder => File.Exists(Path.Combine(folder, linker))));
    }

    private string ReadStamp() => FileStore.Read(Stamp) ?? "";

    private string HashSources()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var sources = folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(checkout.Root, folder), "*", SearchOption.AllDirectories));
        string[] shared = ["Directory.Build.props", "Directory.Packages.props", "global.json"];
        foreach (var path in sources.Concat(shared.Select(file => Path.Combine(checkout.Root, file))).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(checkout.Root, path)));
            hash.AppendData(File.ReadAllBytes(path));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
