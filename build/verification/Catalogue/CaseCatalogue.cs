namespace AiSandbox.Verification.Catalogue;

/// <summary>
/// The cases of Verify: data, read strictly. A case that cannot be read as it was meant proves nothing.
/// </summary>
/// <param name="Cases">The cases in the order of the files and of what stands in them.</param>
public sealed record CaseCatalogue(IReadOnlyList<VerificationCase> Cases)
{
    /// <summary>What the names of files begin with that users wrote.</summary>
    public const string Own = "configs/cases/";

    /// <summary>A case by its id, which there must be.</summary>
    public VerificationCase Case(string id) => Cases.First(test => test.Id == id);

    /// <summary>Reads files.</summary>
    /// <param name="files">Their names and contents.</param>
    /// <exception cref="CatalogueException">A file is not right.</exception>
    public static CaseCatalogue Parse(IEnumerable<(string Name, string Text)> files)
    {
        var problems = new List<CatalogueProblem>();
        var cases = files.SelectMany(file => CaseFile.Read(file.Name, file.Text, problems)).ToList();
        problems.AddRange(Check(cases));

        return problems.Count == 0 ? new CaseCatalogue(cases) : throw new CatalogueException("The cases of Verify are not valid", problems);
    }

    private static IEnumerable<CatalogueProblem> Check(List<VerificationCase> cases)
    {
        var byId = new Dictionary<string, VerificationCase>(StringComparer.Ordinal);
        foreach (var test in cases.Where(test => test.Id.Length > 0))
        {
            if (!byId.TryAdd(test.Id, test))
                yield return At(test, $"the id '{test.Id}' is taken by {byId[test.Id].Origin}.");
        }

        foreach (var problem in cases.SelectMany(test => CheckDenial(test).Concat(CheckControls(test, byId))))
            yield return problem;
    }

    // What contradicts itself would be red for ever, or worse, green for the wrong reason.
    private static IEnumerable<CatalogueProblem> CheckDenial(VerificationCase test)
    {
        if (test.Outcome != Outcome.Deny)
            yield break;
        if (test.Controls.Count == 0)
            yield return At(test, $"'{test.Id}' is a denial without a 'control': a dead network would pass it.");
        var lines = test.Proxy.Concat(test.Live?.Proxy ?? []).ToList();
        var cut = lines.Any(line => line.Decision == ProxyDecision.Cut);
        var named = cut || lines.Any(line => line.Reason is "address" or "address-never" or "address-ipv6");
        if (test.Internet.Any(arrival => !(cut && arrival.Empty) && !(named && arrival is { Service: "dns", Optional: true })))
        {
            yield return At(
                test,
                $"'{test.Id}' is a denial, so 'internet' must be 'none'. Where the name is listed and its address refused, or a "
                    + "tunnel cut, its lookup may be there, 'optional'; where a tunnel is cut, a connection that is 'empty'.");
        }

        if (!cut && lines.Any(line => line.Decision == ProxyDecision.Allow))
            yield return At(test, $"'{test.Id}' is a denial and expects the proxy to allow it.");
        if (test.At == Place.Internet)
            yield return At(test, $"'{test.Id}' is a denial, so it does not run in the internet.");
    }

    private static IEnumerable<CatalogueProblem> CheckControls(
        VerificationCase test, Dictionary<string, VerificationCase> byId)
    {
        foreach (var id in test.Controls)
        {
            if (!byId.TryGetValue(id, out var control))
                yield return At(test, $"the control '{id}' of '{test.Id}' does not exist.");
            else if (control.Outcome != Outcome.Allow)
                yield return At(test, $"the control '{id}' of '{test.Id}' is not an allow case, so it shows nothing alive.");
        }

        if (test is { Live: not null, Outcome: Outcome.Deny }
            && !test.Controls.Any(id => byId.TryGetValue(id, out var control) && control.Live is not null))
        {
            yield return At(test, $"'{test.Id}' is live, and none of its controls is.");
        }

        if (test is { Live: not null, At: not Place.Workspace })
            yield return At(test, $"'{test.Id}' is live, so it runs in the workspace.");
    }

    private static CatalogueProblem At(VerificationCase test, string reason) => new(test.Origin, reason);
}
