namespace AiSandbox.Host.Features.Review.Rules;

/// <summary>What a folder is by its name.</summary>
internal enum FolderSort
{
    /// <summary>Every file in it counts.</summary>
    Whole,

    /// <summary>The folder of a version control: itself counts, links and executables in it, and what the names say.</summary>
    History,

    /// <summary>It holds what was installed or built.</summary>
    Installed,

    /// <summary>It holds what a tool keeps to be faster; executables in it count.</summary>
    Cache,
}

/// <summary>A folder with a name that says something.</summary>
/// <param name="Sort">What it is.</param>
/// <param name="Rule">The rule of what lies in it.</param>
/// <param name="Beside">What has to lie beside it for that; <see langword="null"/> where nothing has to.</param>
internal sealed record FolderRule(FolderSort Sort, FileRule Rule, string? Beside);
