namespace AiSandbox.Verification.Catalogue;

/// <summary>Something in a case file that is not right.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line, counted from one.</param>
/// <param name="Reason">What is wrong and what would be right.</param>
public sealed record CatalogueProblem(string File, long Line, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}: {Reason}";
}

/// <summary>Data of Verify is not right: each problem with its file and line.</summary>
public sealed class CatalogueException(string what, IEnumerable<CatalogueProblem> problems)
    : Exception($"{what}:\n{string.Join('\n', problems.Select(problem => $"  {problem}"))}");
