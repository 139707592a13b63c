using Timeline.Vectors;

if (args is not [var folder] || !Directory.Exists(folder))
{
    Console.Error.WriteLine("usage: dotnet run --project tests/Vectors -- DIR   (a folder of vector files, of simulated timelines, or of such folders)");
    return 2;
}

var checks = CheckFolder.Check(folder).ToList();
foreach (var check in checks)
{
    Console.WriteLine(check.Line());
    foreach (var complaint in check.Notes.Concat(check.Complaints.Take(3)))
    {
        Console.WriteLine($"    {complaint}");
    }
}

var failed = checks.Count(c => !c.Passed);
Console.WriteLine($"{checks.Count - failed} passed, {failed} failed");
return failed == 0 && checks.Count > 0 ? 0 : 1;
