namespace AiSandbox.Verification.Catalogue;

/// <summary>Something in a case file that is not right.</summary>
/// <param name="Origin">Where.</param>
/// <param name="Reason">What is wrong and what would be right.</param>
public sealed record CatalogueProblem(Origin Origin, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Origin}: {Reason}";
}

/// <summary>Data of Verify is not right: each problem with its file and line.</summary>
public sealed class CatalogueException(string what, IEnumerable<CatalogueProblem> problems)
    : Exception($"{what}:\n{string.Join('\n', problems.Select(problem => $"  {problem}"))}");
