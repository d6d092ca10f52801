use crate::{Result, Workspace};

/// What was changed in the demo landscape: lines that the simulator wrote and reads again; opaque here.
impl Workspace {
    pub fn demo_changes(&self) -> Result<Vec<String>> {
        self.read(|db| {
            db.prepare_cached("SELECT line FROM demo_change ORDER BY number")?
                .query_map((), |row| row.get(0))?
                .collect()
        })
    }

    /// Appends lines in their order.
    pub fn demo_changes_append<S: AsRef<str>>(&self, lines: &[S]) -> Result<()> {
        self.write(|db| {
            let mut insert = db.prepare_cached("INSERT INTO demo_change (line) VALUES (?)")?;
            for line in lines {
                insert.execute([line.as_ref()])?;
            }
            Ok(())
        })
    }

    /// Forgets them: the demo landscape is closed.
    pub fn demo_changes_clear(&self) -> Result<()> {
        self.write(|db| {
            db.execute("DELETE FROM demo_change", ())?;
            Ok(())
        })
    }
}
