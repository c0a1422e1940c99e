namespace AiSandbox.Host.Platform.Git;

/// <summary>The git of the host, which need not be there.</summary>
public interface IHostGit
{
    /// <summary>Reads a setting as git itself sees it in a folder.</summary>
    /// <param name="name">The setting: <c>user.name</c>.</param>
    /// <param name="folder">The folder, whose repository counts too.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>The value; <see langword="null"/> where it is not set or empty, or where there is no git.</returns>
    Task<string?> ConfigAsync(string name, string folder, CancellationToken cancellation);
}
