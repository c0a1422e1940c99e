using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>
/// What Compose made last, and of what. As long as none of that has changed, its containers are those that are meant: they are
/// started without Compose, which takes a second each time to come to the same.
/// </summary>
public sealed class KnownStack(DockerCli docker, ImageInspection images, EngineAccess engine, Checkout checkout)
{
    private string Record => Path.Combine(checkout.Configs, ".rendered", "stack.json");

    /// <summary>Looks what there is of a sandbox.</summary>
    internal async Task<StackLook> LookAsync(Sandbox sandbox, CancellationToken cancellation)
    {
        var listed = ListAsync(sandbox, cancellation);
        var inputs = await InputsAsync(sandbox, cancellation);
        var record = Read() is { } kept && kept.Inputs == inputs ? kept : null;
        var containers = await listed;

        return new StackLook(
            containers, record is not null && containers.Select(container => container.Id).ToHashSet(StringComparer.Ordinal).SetEquals(record.Containers), record?.Mounts, inputs);
    }

    /// <summary>What every service mounts of the host, as Compose reads it.</summary>
    internal async Task<IReadOnlyList<BindMount>> MountsAsync(Sandbox sandbox, CancellationToken cancellation) => BindMount.OfConfig(
        (await docker.RunAsync([.. ComposeArguments.Of(checkout), "config", "--format", "json"], cancellation, sandbox.Interpolation())).Output);

    /// <summary>Keeps what Compose has made: to be called once it is proven.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="look">What was looked at before: what changed since then is not in it.</param>
    /// <param name="mounts">What it mounts.</param>
    /// <param name="cancellation">Ends it.</param>
    internal async Task KeepAsync(Sandbox sandbox, StackLook look, IReadOnlyList<BindMount> mounts, CancellationToken cancellation)
    {
        var made = await ListAsync(sandbox, cancellation);
        FileStore.Write(
            Record, JsonSerializer.Serialize(new StackRecord(look.Inputs, [.. made.Select(container => container.Id)], mounts), StrictJson.Options), FileStore.Private);
    }

    private async Task<IReadOnlyList<StackContainer>> ListAsync(Sandbox sandbox, CancellationToken cancellation) =>
        [.. (await docker.RunAsync(
            ["ps", "--all", "--no-trunc", "--filter", $"label={ComposeLabels.Project}={sandbox.Name}", "--format", $$$"""{{.ID}}|{{.Label "{{{ComposeLabels.Service}}}"}}|{{.State}}"""],
            cancellation)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim().Split('|'))
            .Select(parts => new StackContainer(parts[0], parts[1], parts[2]))];

    // All that Compose reads: its files, its variables, the workspace's, and the images; and which Compose it is.
    private async Task<string> InputsAsync(Sandbox sandbox, CancellationToken cancellation)
    {
        var built = await images.ReadAsync(sandbox.Name, cancellation);
        var text = new StringBuilder((await engine.ConnectAsync(cancellation)).ComposeVersion).Append('\n');
        foreach (var service in SandboxImages.Own)
            text.Append(built.GetValueOrDefault(service)?.Id).Append('\n');
        if (sandbox.Services.Count > 0)
            text.Append((await docker.TryAsync(["image", "inspect", "--format", "{{.Id}}", .. sandbox.Services.Select(service => service.ImageIn(sandbox.Name))], cancellation)).Output);
        foreach (var (name, value) in sandbox.Interpolation().OrderBy(variable => variable.Key, StringComparer.Ordinal))
            text.Append(JsonSerializer.Serialize(new[] { name, value })).Append('\n');
        foreach (var file in new[] { checkout.Compose, sandbox.WorkspaceEnvFile }.Concat(checkout.AddedCompose))
            text.Append(JsonSerializer.Serialize(FileStore.Read(file))).Append('\n');

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private StackRecord? Read()
    {
        try
        {
            return FileStore.Read(Record) is { } text ? JsonSerializer.Deserialize<StackRecord>(text, StrictJson.Options) : null;
        }
        catch (JsonException)
        {
            return null; // of another version, or not whole: Compose looks
        }
    }

    private sealed record StackRecord(string Inputs, IReadOnlyList<string> Containers, IReadOnlyList<BindMount> Mounts);
}

/// <summary>What there is of a sandbox.</summary>
/// <param name="Containers">Its containers.</param>
/// <param name="IsAsMade">Whether they are those that Compose made of what it would be given now, and no other.</param>
/// <param name="Mounts">What they mount of the host, where nothing has changed since.</param>
/// <param name="Inputs">The hash of what Compose would be given now.</param>
internal sealed record StackLook(IReadOnlyList<StackContainer> Containers, bool IsAsMade, IReadOnlyList<BindMount>? Mounts, string Inputs)
{
    /// <summary>Those in one of the engine's states.</summary>
    public IReadOnlyList<StackContainer> In(string state) => [.. Containers.Where(container => container.State == state)];
}

/// <summary>A container of a sandbox.</summary>
/// <param name="Id">Its whole id.</param>
/// <param name="Service">Its service.</param>
/// <param name="State">running, exited, paused …</param>
internal sealed record StackContainer(string Id, string Service, string State);
